// Values that parts of the page share: a cell is read, set and watched.
import { useEffect, useRef, useState } from "./vendor.js";

/** A value that tells its watchers when it is set to another one. */
export function cell(value) {
  const watchers = new Set();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const watcher of [...watchers]) watcher(value);
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}

/** The value of a cell; the component is drawn again when it changes. */
export function useCell(one) {
  const [value, setValue] = useState(one.get());
  useEffect(() => {
    setValue(one.get());
    return one.watch(setValue);
  }, [one]);
  return value;
}

/** A promise as {value, error, loading, again}; asked again when one of the dependencies changes. */
export function useAsked(ask, dependencies) {
  const [state, setState] = useState({ loading: true });
  const turn = useRef(0);
  const again = useRef(null);
  again.current = async () => {
    const mine = ++turn.current;
    setState((old) => ({ ...old, loading: true }));
    try {
      const value = await ask();
      if (mine === turn.current) setState({ value, loading: false });
    } catch (error) {
      if (mine === turn.current) setState((old) => ({ value: old.value, error, loading: false }));
    }
  };
  useEffect(() => {
    setState({ loading: true });
    again.current();
    return () => turn.current++;
  }, dependencies);
  return { ...state, again: () => again.current(), put: (value) => (turn.current++, setState({ value, loading: false })) };
}

/** A value that follows another one once that has been still for a while. */
export function useStill(value, milliseconds) {
  const [still, setStill] = useState(value);
  useEffect(() => {
    if (value === still) return undefined;
    const timer = setTimeout(() => setStill(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, still, milliseconds]);
  return still;
}
