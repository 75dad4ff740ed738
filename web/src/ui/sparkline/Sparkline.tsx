import { useMemo, type ReactElement } from 'react';
import './sparkline.css';
import { sparkShape } from './shape.ts';

interface Props {
  values: readonly (number | null)[];
  /** Says in words what the line shows: name, span, first and last value. */
  label: string;
  format: (value: number) => string;
  width?: number;
  height?: number;
}

/** A trend of one number. Both ends carry their value; the whole is one image with a sentence for a name. */
export function Sparkline({ values, label, format, width = 148, height = 30 }: Props): ReactElement | null {
  const shape = useMemo(() => sparkShape(values, { width, height, format }), [values, width, height, format]);
  if (!shape.last || !shape.first) return null;
  const single = shape.first.x === shape.last.x;
  return (
    <svg className="spark" viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={label}>
      <path className="spark-line" d={shape.path} />
      {shape.dots.map((d) => <circle key={d.x} className="spark-dot" cx={d.x} cy={d.y} r={1.5} />)}
      {!single && <text className="spark-end spark-first" x={shape.first.labelX} y={shape.first.labelY}>{shape.first.text}</text>}
      <circle className="spark-now" cx={shape.last.x} cy={shape.last.y} r={3} />
      <text className="spark-end spark-last" x={shape.last.labelX} y={shape.last.labelY}>{shape.last.text}</text>
    </svg>
  );
}
