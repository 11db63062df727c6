// The gallery drawn by our widgets: the same sections as `real.jsx`, in the same order.
import {
  badge, balloon, button, checkbox, collapse, confirm, datePicker, dialog, drawer, form, formItem, h, inlineMessage, input, loading,
  numberPicker, pagination, radioGroup, rangePicker, select, step, table, tabs, textarea, toast, upload,
} from '/console/fusion.js';
import {
  COURIERS, FEW_ROWS, GALLERY_UPLOAD_LIMIT, GROUPS, NEW_ROWS, REASONS, RESULTS, STATES, WORK_ROWS, asText, isBad, isShown, isSlow, uploaded,
} from './data.js';

const root = document.getElementById('root');

/** Draws a section; `draw(report)` gives its children. */
function section(name, initial, draw) {
  if (!isShown(name)) return;
  const output = h('output', { 'data-value-of': name }, asText(initial));
  const report = (value) => { output.textContent = asText(value); };
  root.append(h('section', { 'data-widget': name }, h('h2', {}, name), h('div', { class: 'sample' }, draw(report)), output));
}

function buttons() {
  let clicks = 0;
  section('button', '0', (report) => {
    const busy = button({ text: '提交中', type: 'primary' });
    busy.setLoading(true);
    return [
      button({ text: '查询', type: 'primary', onClick: () => report(String(clicks += 1)) }),
      button({ text: '重置' }),
      button({ text: '处理', type: 'text' }),
      button({ text: '详情', type: 'plain', component: 'a' }),
      button({ text: '发送', disabled: true }),
      busy,
    ];
  });
}

function inputs() {
  section('input', '', (report) => input({ placeholder: '请输入订单号', maxLength: 32, onChange: report }));
  section('input-clear', '', (report) => input({ hasClear: true, placeholder: '请输入', ariaLabel: '搜索', onChange: report }));
  section('textarea', '', (report) => textarea({ placeholder: '请输入说明', maxLength: 200, showLimitHint: true, rows: 4, onChange: report }));
  section('number-picker', 1, (report) => numberPicker({ value: 1, onChange: report }));
}

function choices() {
  section('radio', '', (report) => radioGroup({ options: RESULTS, onChange: report }));
  section('checkbox', false, (report) => checkbox({ label: '同意', onChange: report }));
  section('select-reason', '', (report) => select({ placeholder: '请选择', options: REASONS, onChange: report }));
  section('select-chosen', '全部', (report) => select({ options: STATES, value: '全部', onChange: report }));
  section('select-multiple', ['进行中'], (report) => select({ multiple: true, options: STATES, value: ['进行中'], onChange: report }));
  section('select-virtual', '', (report) => select({ virtual: true, placeholder: '请选择', options: COURIERS, onChange: report }));
}

function dates() {
  section('date', '', (report) => datePicker({ onChange: report }));
  section('datetime', '', (report) => datePicker({ showTime: true, onChange: report }));
  section('date-set', '2026-06-20', (report) => datePicker({ value: '2026-06-20', onChange: report }));
  section('datetime-set', '2026-06-20 18:30:05', (report) => datePicker({ showTime: true, value: '2026-06-20 18:30:05', onChange: report }));
  section('range', ['', ''], (report) => rangePicker({ onChange: report }));
  section('range-time', ['', ''], (report) => rangePicker({ showTime: true, onChange: report }));
  section('range-set', ['2026-06-01', '2026-06-10'], (report) => rangePicker({ value: ['2026-06-01', '2026-06-10'], onChange: report }));
  section('range-long', ['2026-03-05', '2026-06-10'], (report) => rangePicker({ value: ['2026-03-05', '2026-06-10'], onChange: report }));
}

const pictures = (report) => upload({
  limit: GALLERY_UPLOAD_LIMIT, accept: 'image/png, image/jpeg',
  onUpload: async (file) => {
    if (isBad(file)) throw new Error('图片太大');
    return isSlow(file) ? new Promise(() => {}) : uploaded(file);
  },
  onChange: (files) => report(files.map((file) => file.name)),
});

function forms() {
  section('upload', [], pictures);
  section('form-item', undefined, () => form({
    items: [
      formItem({ label: '原因', required: true, control: input({ placeholder: '请输入' }) }),
      formItem({ label: '备注', id: 'remark', control: input({ id: 'remark', name: 'remark' }) }),
      formItem({ control: button({ text: '查询', type: 'primary' }) }),
    ],
  }));
  section('form-item-error', undefined, () => {
    const reason = formItem({ label: '原因', required: true, control: select({ placeholder: '请选择', options: REASONS }) });
    const words = formItem({ label: '说明', required: true, control: textarea({ maxLength: 200, showLimitHint: true }) });
    reason.setError('请选择原因');
    words.setError('请填写说明');
    return form({ items: [reason, words] });
  });
}

const COLUMNS = [{ title: '订单号', key: 'id' }, { title: '宝贝信息', key: 'title' }];
const HANDLE = { title: '操作', render: () => button({ text: '处理', type: 'text' }) };

function tables() {
  section('table-plain', undefined, () => table({ columns: [...COLUMNS, HANDLE], rows: FEW_ROWS }));
  section('table-selection', [], (report) => table({ columns: COLUMNS, rows: FEW_ROWS, selection: { onChange: report } }));
  section('table-group', undefined, () => table({
    variant: 'group', rows: GROUPS, subRows: (group) => group.lines,
    groupHeader: (group) => [`订单号：${group.id}`, `创建时间：${group.createdAt}`].map((text) => h('span', {}, text)),
    columns: [{ title: '宝贝', key: 'title' }, { title: '数量', key: 'count' }],
  }));
  section('table-fixed', undefined, () => table({ variant: 'fixed', columns: COLUMNS, rows: FEW_ROWS }));
  section('table-locked', undefined, () => table({
    variant: 'fixed', rows: FEW_ROWS, columns: [
      { title: '订单号', key: 'id', width: 200, lock: 'left' },
      { title: '宝贝信息', key: 'title', width: 600 },
      { title: '状态', key: 'state', width: 400 },
      { ...HANDLE, width: 120, lock: 'right' },
    ],
  }));
  section('table-empty', undefined, () => table({ columns: COLUMNS }));
  section('table-group-empty', undefined, () => table({ variant: 'group', columns: COLUMNS, groupHeader: () => '订单号' }));
  section('table-fixed-empty', undefined, () => table({ variant: 'fixed', columns: COLUMNS }));
  section('table-loading', undefined, () => {
    const busy = table({ columns: COLUMNS });
    busy.setLoading(true);
    return busy;
  });
  section('table-stale', undefined, () => {
    const list = table({ columns: COLUMNS, rows: FEW_ROWS });
    return [
      button({ text: '加载', onClick: () => list.setLoading(true) }),
      button({ text: '完成', onClick: () => { list.setRows(NEW_ROWS); list.setLoading(false); } }),
      list,
    ];
  });
}

function pages(name, { total, current, sizes = [20, 50] }) {
  const state = { current, pageSize: sizes[0] };
  section(name, state, (report) => {
    const pager = pagination({
      total, ...state, pageSizes: sizes, totalText: (count) => `共${count}条`,
      onChange: (page) => { state.current = page; report(state); },
      onPageSize: (size) => { Object.assign(state, { current: 1, pageSize: size }); pager.update(state); report(state); },
    });
    return pager;
  });
}

function workList() {
  const state = { handled: '', current: 1, pageSize: 15 };
  section('work-list', state, (report) => {
    const list = table({
      rows: WORK_ROWS.slice(0, 15),
      columns: [...COLUMNS, { title: '任务状态', key: 'state' }, {
        title: '操作', render: (row) => button({ text: '处理', type: 'text', onClick: () => { state.handled = row.id; report(state); } }),
      }],
    });
    const show = (next) => {
      Object.assign(state, next);
      list.setRows(WORK_ROWS.slice((state.current - 1) * state.pageSize, state.current * state.pageSize));
      pager.update({ current: state.current, pageSize: state.pageSize });
      report(state);
    };
    const pager = pagination({
      total: WORK_ROWS.length, pageSize: 15, pageSizes: [15, 20, 50], totalText: (count) => `共${count}条`,
      onChange: (current) => show({ current }), onPageSize: (pageSize) => show({ current: 1, pageSize }),
    });
    return [list, pager];
  });
}

function showing() {
  section('tabs', 'a', (report) => {
    const three = tabs({
      items: [{ key: 'a', title: '待处理', badge: 5 }, { key: 'b', title: '处理中' }, { key: 'c', title: '已完成' }], onChange: report,
    });
    [['a', '第一页'], ['b', '第二页'], ['c', '第三页']].forEach(([key, text]) => three.panel(key).append(text));
    return three;
  });
  section('badge', undefined, () => [
    ...[[5, '五'], [12, '十二'], [120, '很多'], [0, '无']].map(([count, text]) => badge({ count, child: h('a', {}, text) })),
    badge({ count: 8 }),
  ]);
  section('step', undefined, () => step({ items: ['已揽收', '运输中', '已签收'], current: 1 }));
  section('inline-message', undefined, () => ['error', 'notice', 'warning', 'success'].map((type) => inlineMessage({ type, content: `提示 ${type}` })));
  section('collapse', undefined, () => collapse({ items: [{ title: '更多筛选', content: '内容' }] }));
  section('loading', undefined, () => loading({ content: '正文' }));
  section('balloon', undefined, () => balloon({ trigger: h('a', {}, '物流'), content: '运单已揽收' }));
  section('toast', undefined, () => ['success', 'error', 'notice', 'warning'].map(
    (type) => button({ text: type, onClick: () => toast[type](`提示 ${type}`) }),
  ));
}

function dialogSection(name, more) {
  section(name, '', (report) => {
    let box = null;
    const open = () => {
      if (box && more.cache) {
        box.reopen();
        return;
      }
      box = dialog({
        title: '上报问题', content: '内容', okText: '提交', ...more,
        onOk: () => { report('ok'); box.close(); }, onCancel: () => report('cancel'), onClose: () => report('close'),
      });
    };
    return button({ text: '打开', onClick: open });
  });
}

function layers() {
  dialogSection('dialog-v1', {});
  dialogSection('dialog-v2', { version: 2 });
  dialogSection('dialog-cache', { cache: true });
  dialogSection('dialog-plain', { footer: false });
  section('confirm', '', (report) => button({
    text: '打开',
    onClick: () => confirm({
      title: '确认提交处理结果？', content: '提交后不可修改', onOk: () => report('ok'), onCancel: () => report('cancel'),
    }),
  }));
  section('drawer', undefined, () => button({ text: '打开', onClick: () => drawer({ title: '任务详情', content: '内容', width: 640 }) }));
}

/** The drawer in which a person answers an urge-shipment ticket. */
function urgeReply() {
  section('urge-reply', '', (report) => button({
    text: '处理', type: 'text', onClick: () => {
      const fields = {};
      const set = (key) => (value) => { fields[key] = value; };
      const submit = () => confirm({
        title: '确认提交处理结果？', content: '提交后不可修改',
        onOk: () => {
          report(fields);
          panel.close();
          toast.success('提交成功');
        },
      });
      const panel = drawer({
        title: '处理任务', width: 640, content: form({
          items: [
            formItem({ label: '处理结果', required: true, control: radioGroup({ options: RESULTS, onChange: set('result') }) }),
            formItem({ label: '原因', required: true, control: select({ placeholder: '请选择', options: REASONS, onChange: set('reason') }) }),
            formItem({ label: '预计发货时间', required: true, control: datePicker({ showTime: true, onChange: set('promisedDate') }) }),
            formItem({
              label: '说明', required: true,
              control: textarea({ placeholder: '请输入说明', maxLength: 200, showLimitHint: true, onChange: set('description') }),
            }),
            formItem({ label: '凭证', control: pictures(set('images')) }),
            formItem({ control: button({ text: '提交', type: 'primary', onClick: submit }) }),
          ],
        }),
      });
    },
  }));
}

urgeReply();
workList();
buttons();
inputs();
choices();
dates();
forms();
tables();
pages('pagination', { total: 498, current: 1 });
pages('pagination-middle', { total: 498, current: 10 });
pages('pagination-third', { total: 498, current: 3 });
pages('pagination-fourth', { total: 498, current: 4 });
pages('pagination-last', { total: 498, current: 25 });
pages('pagination-few', { total: 33, current: 2, sizes: [15, 20, 50] });
pages('pagination-none', { total: 0, current: 1, sizes: [15, 20, 50] });
showing();
layers();
document.documentElement.dataset.ready = 'yes';
