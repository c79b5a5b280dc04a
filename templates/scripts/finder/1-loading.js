/* Loading: the index's scripts, each once. The same over http, from a folder and under any path. */
"use strict";

window.digestLoader = (function () {
  const waiting = new Map();
  window.digestIndex = (name, value) => waiting.get(name)(value);

  return (site) => {
    const loading = new Map();

    function script(address) {
      return new Promise((resolve, reject) => {
        const element = document.createElement("script");
        element.src = site + address;
        element.onload = resolve;
        element.onerror = () => {
          element.remove();
          reject(new Error(address));
        };
        document.head.append(element);
      });
    }
    function once(name, load) {
      if (!loading.has(name)) {
        const promise = load();
        promise.catch(() => loading.delete(name));
        loading.set(name, promise);
      }
      return loading.get(name);
    }
    function part(name) {
      return once(name, async () => {
        const value = new Promise((resolve) => waiting.set(name, resolve));
        await script(`search/${name}.js`);
        return value;
      });
    }

    return { script, once, part };
  };
})();
