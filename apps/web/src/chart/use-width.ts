import { useEffect, useRef, useState } from 'react';

/** Width of an element in CSS pixels as it changes; undefined before it is first measured. */
export function useWidth() {
  const container = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState<number>();
  useEffect(() => {
    if (container.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(container.current);
    return () => observer.disconnect();
  }, []);
  return { container, width };
}
