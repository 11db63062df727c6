// What both galleries draw.
export const REASONS = ['疫情原因', '自然灾害', '买家自身原因', '卖家原因'].map((label) => ({ label, value: label }));
export const RESULTS = ['无法发货', '延迟发货', '双方协商一致换货'].map((label) => ({ label, value: label }));
export const STATES = ['全部', '进行中', '已完成'].map((label) => ({ label, value: label }));
export const COURIERS = Array.from({ length: 100 }, (_, at) => ({ label: `快递${at}`, value: `c${at}` }));

const orderId = (at) => `33000000000000${String(at).padStart(4, '0')}`;

export const FEW_ROWS = [1, 2, 3].map((at) => ({ id: orderId(at), title: `商品${at}`, state: '待处理' }));
export const NEW_ROWS = [7, 8].map((at) => ({ id: orderId(at), title: `商品${at}`, state: '已完成' }));
export const WORK_ROWS = Array.from({ length: 33 }, (_, at) => ({
  id: orderId(100 + at), title: `商品${100 + at}`, state: at % 3 === 0 ? '处理中' : '待处理',
}));
export const GROUPS = [1, 2].map((at) => ({
  id: orderId(at), createdAt: `2026-06-1${at} 09:00:00`, lines: [{ title: `商品${at}甲`, count: 'x1' }, { title: `商品${at}乙`, count: 'x2' }],
}));

/** `?only=NAME` draws that one section: a test of one widget need not wait for all. */
const only = new URLSearchParams(window.location.search).get('only');
export const isShown = (name) => !only || only === name;

export const GALLERY_UPLOAD_LIMIT = 2;

/** Stands for the server's answer to an uploaded picture: none for a slow one, a refusal for a bad one. */
export const isSlow = (file) => file.name.startsWith('慢');
export const isBad = (file) => file.name.startsWith('坏');

export const uploaded = (file) => ({
  name: file.name,
  url: 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==',
});

export const asText = (value) => {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};
