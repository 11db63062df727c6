// The gallery drawn by the real library. `ours.js` draws the same sections, in the same order.
import React, { useState } from 'react';
import ReactDOM from 'react-dom';
import {
  Badge, Balloon, Button, Checkbox, Collapse, DatePicker2, Dialog, Drawer, Form, Input, Loading, Message, NumberPicker,
  Pagination, Radio, Select, Step, Tab, Table, Upload,
} from '@alifd/next';
import {
  COURIERS, FEW_ROWS, GALLERY_UPLOAD_LIMIT, GROUPS, NEW_ROWS, REASONS, RESULTS, STATES, WORK_ROWS, asText, isBad, isShown, isSlow, uploaded,
} from './data.js';

function Section({ name, value, children }) {
  if (!isShown(name)) return null;
  return (
    <section data-widget={name}>
      <h2>{name}</h2>
      <div className="sample">{children}</div>
      <output data-value-of={name}>{asText(value)}</output>
    </section>
  );
}

/** A section whose widget reports a value: `children(value, report)`. */
function Valued({ name, initial, children }) {
  const [value, report] = useState(initial);
  return <Section name={name} value={value}>{children(value, report)}</Section>;
}

const dateText = (day, withTime) => (day ? day.format(withTime ? 'YYYY-MM-DD HH:mm:ss' : 'YYYY-MM-DD') : '');
const rangeText = (days, withTime) => (days ?? []).map((day) => dateText(day, withTime));

function Buttons() {
  const [clicks, setClicks] = useState(0);
  return (
    <Section name="button" value={String(clicks)}>
      <Button type="primary" onClick={() => setClicks(clicks + 1)}>查询</Button>
      <Button>重置</Button>
      <Button text type="primary">处理</Button>
      <Button text component="a">详情</Button>
      <Button disabled>发送</Button>
      <Button type="primary" loading>提交中</Button>
    </Section>
  );
}

function Inputs() {
  return (
    <>
      <Valued name="input" initial="">{(value, report) => <Input placeholder="请输入订单号" maxLength={32} onChange={report} />}</Valued>
      <Valued name="input-clear" initial="">{(value, report) => <Input hasClear placeholder="请输入" aria-label="搜索" onChange={report} />}</Valued>
      <Valued name="textarea" initial="">
        {(value, report) => <Input.TextArea placeholder="请输入说明" maxLength={200} showLimitHint rows={4} onChange={report} />}
      </Valued>
      <Valued name="number-picker" initial={1}>{(value, report) => <NumberPicker value={value} onChange={report} />}</Valued>
    </>
  );
}

function Choices() {
  return (
    <>
      <Valued name="radio" initial="">{(value, report) => <Radio.Group dataSource={RESULTS} value={value} onChange={report} />}</Valued>
      <Valued name="checkbox" initial={false}>{(value, report) => <Checkbox checked={value} onChange={report}>同意</Checkbox>}</Valued>
      <Valued name="select-reason" initial="">
        {(value, report) => <Select placeholder="请选择" dataSource={REASONS} onChange={report} />}
      </Valued>
      <Valued name="select-chosen" initial="全部">{(value, report) => <Select dataSource={STATES} defaultValue="全部" onChange={report} />}</Valued>
      <Valued name="select-multiple" initial={['进行中']}>
        {(value, report) => <Select mode="multiple" dataSource={STATES} defaultValue={['进行中']} onChange={report} />}
      </Valued>
      <Valued name="select-virtual" initial="">
        {(value, report) => <Select useVirtual placeholder="请选择" dataSource={COURIERS} onChange={report} />}
      </Valued>
    </>
  );
}

function Dates() {
  return (
    <>
      <Valued name="date" initial="">{(value, report) => <DatePicker2 onChange={(day) => report(dateText(day))} />}</Valued>
      <Valued name="datetime" initial="">
        {(value, report) => <DatePicker2 showTime onChange={(day) => report(dateText(day, true))} />}
      </Valued>
      <Valued name="date-set" initial="2026-06-20">
        {(value, report) => <DatePicker2 defaultValue="2026-06-20" onChange={(day) => report(dateText(day))} />}
      </Valued>
      <Valued name="datetime-set" initial="2026-06-20 18:30:05">
        {(value, report) => <DatePicker2 showTime defaultValue="2026-06-20 18:30:05" onChange={(day) => report(dateText(day, true))} />}
      </Valued>
      <Valued name="range" initial={['', '']}>
        {(value, report) => <DatePicker2.RangePicker onChange={(days) => report(rangeText(days))} />}
      </Valued>
      <Valued name="range-time" initial={['', '']}>
        {(value, report) => <DatePicker2.RangePicker showTime onChange={(days) => report(rangeText(days, true))} />}
      </Valued>
      <Valued name="range-set" initial={['2026-06-01', '2026-06-10']}>
        {(value, report) => (
          <DatePicker2.RangePicker defaultValue={['2026-06-01', '2026-06-10']} onChange={(days) => report(rangeText(days))} />
        )}
      </Valued>
      <Valued name="range-long" initial={['2026-03-05', '2026-06-10']}>
        {(value, report) => (
          <DatePicker2.RangePicker defaultValue={['2026-03-05', '2026-06-10']} onChange={(days) => report(rangeText(days))} />
        )}
      </Valued>
    </>
  );
}

/** Answers like the server; keeps the library from sending anything. */
function answerUpload({ file, onProgress, onSuccess, onError }) {
  onProgress({ percent: 0 }, file);
  if (isBad(file)) Promise.resolve().then(() => onError(new Error('图片太大'), null, file));
  else if (!isSlow(file)) Promise.resolve().then(() => onSuccess({ success: true, ...uploaded(file) }, file));
  return { abort() {} };
}

function Pictures({ report, text = '上传图片' }) {
  return (
    <Upload.Card
      listType="card" accept="image/png, image/jpeg" limit={GALLERY_UPLOAD_LIMIT} request={answerUpload}
      onChange={(files) => report(files.filter((file) => file.state === 'done').map((file) => file.name))}
    >{text}</Upload.Card>
  );
}

function Forms() {
  return (
    <>
      <Valued name="upload" initial={[]}>{(value, report) => <Pictures report={report} />}</Valued>
      <Section name="form-item">
        <Form>
          <Form.Item label="原因" required><Input placeholder="请输入" /></Form.Item>
          <Form.Item label="备注"><Input id="remark" name="remark" /></Form.Item>
          <Form.Item><Button type="primary">查询</Button></Form.Item>
        </Form>
      </Section>
      <Section name="form-item-error">
        <Form>
          <Form.Item label="原因" required validateState="error" help="请选择原因"><Select placeholder="请选择" dataSource={REASONS} /></Form.Item>
          <Form.Item label="说明" required validateState="error" help="请填写说明">
            <Input.TextArea maxLength={200} showLimitHint />
          </Form.Item>
        </Form>
      </Section>
    </>
  );
}

function columns() {
  return [<Table.Column key="id" title="订单号" dataIndex="id" />, <Table.Column key="title" title="宝贝信息" dataIndex="title" />];
}

function StaleTable() {
  const [state, setState] = useState({ rows: FEW_ROWS, busy: false });
  return (
    <Section name="table-stale">
      <Button onClick={() => setState({ ...state, busy: true })}>加载</Button>
      <Button onClick={() => setState({ rows: NEW_ROWS, busy: false })}>完成</Button>
      <Table dataSource={state.rows} loading={state.busy}>{columns()}</Table>
    </Section>
  );
}

function SelectionTable() {
  const [keys, setKeys] = useState([]);
  return (
    <Section name="table-selection" value={keys}>
      <Table dataSource={FEW_ROWS} rowSelection={{ selectedRowKeys: keys, onChange: setKeys }}>{columns()}</Table>
    </Section>
  );
}

function Tables() {
  return (
    <>
      <Section name="table-plain">
        <Table dataSource={FEW_ROWS}>{columns()}<Table.Column title="操作" cell={() => <Button text type="primary">处理</Button>} /></Table>
      </Section>
      <SelectionTable />
      <Section name="table-group">
        <Table dataSource={GROUPS.map(({ lines, ...group }) => ({ ...group, children: lines }))}>
          <Table.GroupHeader cell={(group) => [`订单号：${group.id}`, `创建时间：${group.createdAt}`].map((text) => <span key={text}>{text}</span>)} />
          <Table.Column title="宝贝" dataIndex="title" />
          <Table.Column title="数量" dataIndex="count" />
        </Table>
      </Section>
      <Section name="table-fixed">
        <Table dataSource={FEW_ROWS} fixedHeader>{columns()}</Table>
      </Section>
      <Section name="table-locked">
        <Table.StickyLock dataSource={FEW_ROWS} fixedHeader>
          <Table.Column title="订单号" dataIndex="id" width={200} lock />
          <Table.Column title="宝贝信息" dataIndex="title" width={600} />
          <Table.Column title="状态" dataIndex="state" width={400} />
          <Table.Column title="操作" width={120} lock="right" cell={() => <Button text type="primary">处理</Button>} />
        </Table.StickyLock>
      </Section>
      <Section name="table-empty"><Table dataSource={[]}>{columns()}</Table></Section>
      <Section name="table-group-empty">
        <Table dataSource={[]}><Table.GroupHeader cell={() => '订单号'} />{columns()}</Table>
      </Section>
      <Section name="table-fixed-empty"><Table dataSource={[]} fixedHeader>{columns()}</Table></Section>
      <Section name="table-loading"><Table dataSource={[]} loading>{columns()}</Table></Section>
      <StaleTable />
    </>
  );
}

function Pages({ name, total, current: first, sizes = [20, 50] }) {
  const [state, setState] = useState({ current: first, pageSize: sizes[0] });
  return (
    <Section name={name} value={state}>
      <Pagination
        total={total} {...state} pageSizeList={sizes} pageSizeSelector="dropdown" totalRender={(count) => `共${count}条`}
        onChange={(current) => setState({ ...state, current })} onPageSizeChange={(pageSize) => setState({ current: 1, pageSize })}
      />
    </Section>
  );
}

function WorkTable() {
  const [{ current, pageSize }, setPage] = useState({ current: 1, pageSize: 15 });
  const rows = WORK_ROWS.slice((current - 1) * pageSize, current * pageSize);
  const [handled, setHandled] = useState('');
  return (
    <Section name="work-list" value={{ handled, current, pageSize }}>
      <Table dataSource={rows}>
        {columns()}
        <Table.Column title="任务状态" dataIndex="state" />
        <Table.Column title="操作" cell={(value, index, row) => <Button text type="primary" onClick={() => setHandled(row.id)}>处理</Button>} />
      </Table>
      <Pagination
        total={WORK_ROWS.length} current={current} pageSize={pageSize} pageSizeList={[15, 20, 50]} pageSizeSelector="dropdown"
        totalRender={(count) => `共${count}条`}
        onChange={(page) => setPage({ current: page, pageSize })} onPageSizeChange={(size) => setPage({ current: 1, pageSize: size })}
      />
    </Section>
  );
}

function Showing() {
  const [tab, setTab] = useState('a');
  return (
    <>
      <Section name="tabs" value={tab}>
        <Tab activeKey={tab} onChange={setTab}>
          <Tab.Item key="a" title={<>待处理<Badge count={5} /></>}>第一页</Tab.Item>
          <Tab.Item key="b" title="处理中">第二页</Tab.Item>
          <Tab.Item key="c" title="已完成">第三页</Tab.Item>
        </Tab>
      </Section>
      <Section name="badge">
        <Badge count={5}><a>五</a></Badge>
        <Badge count={12}><a>十二</a></Badge>
        <Badge count={120}><a>很多</a></Badge>
        <Badge count={0}><a>无</a></Badge>
        <Badge count={8} />
      </Section>
      <Section name="step">
        <Step current={1}><Step.Item title="已揽收" /><Step.Item title="运输中" /><Step.Item title="已签收" /></Step>
      </Section>
      <Section name="inline-message">
        {['error', 'notice', 'warning', 'success'].map((type) => <Message key={type} type={type}>{`提示 ${type}`}</Message>)}
      </Section>
      <Section name="collapse">
        <Collapse><Collapse.Panel title="更多筛选">内容</Collapse.Panel></Collapse>
      </Section>
      <Section name="loading"><Loading>正文</Loading></Section>
      <Section name="balloon">
        <Balloon trigger={<a>物流</a>} triggerType="click">运单已揽收</Balloon>
      </Section>
      <Section name="toast">
        {['success', 'error', 'notice', 'warning'].map((type) => <Button key={type} onClick={() => Message[type](`提示 ${type}`)}>{type}</Button>)}
      </Section>
    </>
  );
}

function DialogSection({ name, ...more }) {
  const [visible, setVisible] = useState(false);
  const [log, setLog] = useState('');
  const end = (what) => { setLog(what); setVisible(false); };
  return (
    <Section name={name} value={log}>
      <Button onClick={() => setVisible(true)}>打开</Button>
      <Dialog
        title="上报问题" visible={visible} okProps={{ children: '提交' }} {...more}
        onOk={() => end('ok')} onCancel={() => end('cancel')} onClose={() => end('close')}
      >内容</Dialog>
    </Section>
  );
}

function Layers() {
  const [answer, setAnswer] = useState('');
  const [open, setOpen] = useState(false);
  const ask = () => Dialog.confirm({
    title: '确认提交处理结果？', content: '提交后不可修改', onOk: () => setAnswer('ok'), onCancel: () => setAnswer('cancel'),
  });
  return (
    <>
      <DialogSection name="dialog-v1" />
      <DialogSection name="dialog-v2" v2 />
      <DialogSection name="dialog-cache" cache />
      <DialogSection name="dialog-plain" footer={false} />
      <Section name="confirm" value={answer}><Button onClick={ask}>打开</Button></Section>
      <Section name="drawer">
        <Button onClick={() => setOpen(true)}>打开</Button>
        <Drawer title="任务详情" placement="right" width={640} visible={open} onClose={() => setOpen(false)}>内容</Drawer>
      </Section>
    </>
  );
}

/** The drawer in which a person answers an urge-shipment ticket. */
function UrgeReply() {
  const [visible, setVisible] = useState(false);
  const [fields, setFields] = useState({});
  const [sent, setSent] = useState('');
  const set = (key) => (value) => setFields((before) => ({ ...before, [key]: value }));
  const open = () => { setFields({}); setVisible(true); };
  const submit = () => Dialog.confirm({
    title: '确认提交处理结果？', content: '提交后不可修改',
    onOk: () => {
      setSent(fields);
      setVisible(false);
      Message.success('提交成功');
    },
  });
  return (
    <Section name="urge-reply" value={sent}>
      <Button text type="primary" onClick={open}>处理</Button>
      <Drawer title="处理任务" placement="right" width={640} visible={visible} onClose={() => setVisible(false)}>
        <Form>
          <Form.Item label="处理结果" required><Radio.Group dataSource={RESULTS} onChange={set('result')} /></Form.Item>
          <Form.Item label="原因" required><Select placeholder="请选择" dataSource={REASONS} onChange={set('reason')} /></Form.Item>
          <Form.Item label="预计发货时间" required>
            <DatePicker2 showTime onChange={(day) => set('promisedDate')(dateText(day, true))} />
          </Form.Item>
          <Form.Item label="说明" required>
            <Input.TextArea placeholder="请输入说明" maxLength={200} showLimitHint onChange={set('description')} />
          </Form.Item>
          <Form.Item label="凭证"><Pictures report={set('images')} /></Form.Item>
          <Form.Item><Button type="primary" onClick={submit}>提交</Button></Form.Item>
        </Form>
      </Drawer>
    </Section>
  );
}

ReactDOM.render(
  <>
    <UrgeReply />
    <WorkTable />
    <Buttons />
    <Inputs />
    <Choices />
    <Dates />
    <Forms />
    <Tables />
    <Pages name="pagination" total={498} current={1} />
    <Pages name="pagination-middle" total={498} current={10} />
    <Pages name="pagination-third" total={498} current={3} />
    <Pages name="pagination-fourth" total={498} current={4} />
    <Pages name="pagination-last" total={498} current={25} />
    <Pages name="pagination-few" total={33} current={2} sizes={[15, 20, 50]} />
    <Pages name="pagination-none" total={0} current={1} sizes={[15, 20, 50]} />
    <Showing />
    <Layers />
  </>,
  document.getElementById('root'),
);
document.documentElement.dataset.ready = 'yes';
