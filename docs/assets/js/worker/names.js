/**
 * How the names of this guide's caches begin. Sites of one owner share an origin, hence the path.
 * @param {string} scope the address below which the guide lies
 */
export const prefix = (scope) => `bcs:${new URL(scope).pathname}:`;

/**
 * What a page is kept under: its address without question and anchor.
 * @param {string} address
 */
export const bare = (address) => address.replace(/[?#].*$/s, "").replace(/\/index\.html$/, "/");
