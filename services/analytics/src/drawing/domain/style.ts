/** How many series can be told apart. */
export const COLOURS = 6

const light = ['#0072b2', '#b34700', '#007a5a', '#a23b7f', '#7a6000', '#4d4d4d']
const dark = ['#56b4e9', '#f0a04b', '#2fc79a', '#e38bbf', '#f0e442', '#c8c8c8']

const series = (colours: readonly string[]): string =>
  colours
    .map((colour, index) => `.polyphon .line${index}{stroke:${colour}}.polyphon .fill${index}{fill:${colour}}`)
    .join('')

// The colours keep a contrast of 3:1 and more to the paper and differ for all common kinds of colour blindness.
export const STYLE = `.polyphon{font-family:system-ui,sans-serif;font-size:13px}.polyphon .paper{fill:#fff}.polyphon text{fill:#1a1a1a}.polyphon .title{font-size:17px;font-weight:600}.polyphon .quiet{fill:#595959;font-size:12px}.polyphon .grid{stroke:#d9d9d9}.polyphon .error{stroke:#1a1a1a;stroke-width:1.5}.polyphon .line{fill:none;stroke-width:2}.polyphon .band{opacity:.2;stroke:none}${series(light)}@media (prefers-color-scheme:dark){.polyphon .paper{fill:#161616}.polyphon text{fill:#f2f2f2}.polyphon .quiet{fill:#b3b3b3}.polyphon .grid{stroke:#404040}.polyphon .error{stroke:#f2f2f2}${series(dark)}}`
