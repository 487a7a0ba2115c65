/** The one style sheet of public pages. */
export const pageStyle = `:root{color-scheme:light dark;--ink:#1b1f24;--soft:#4d5661;--paper:#fff;--line:#c9d0d8;--link:#0b4f8a;--wash:#f2f5f8;--agreed:#0f5c36;--open:#7a4100}
@media (prefers-color-scheme:dark){:root{--ink:#e7ebef;--soft:#b3bdc8;--paper:#14181d;--line:#3b4550;--link:#8fc3f5;--wash:#1d232a;--agreed:#8fdcb1;--open:#f0bf85}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:46rem;padding:1.5rem 1rem 4rem;color:var(--ink);background:var(--paper);font:1rem/1.6 system-ui,sans-serif;overflow-wrap:anywhere}
a{color:var(--link)}
a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;inset-block-start:0;inset-inline-start:0;padding:.5rem 1rem;background:var(--paper);transform:translateY(-120%)}
.skip:focus{transform:none}
h1{font:600 1.9rem/1.25 Georgia,serif;margin:.25rem 0 .5rem}
h2{font-size:1.35rem;margin:2.5rem 0 .75rem;padding-block-start:.75rem;border-block-start:1px solid var(--line)}
h3,h4,h5{font-size:1.1rem;margin:1.5rem 0 .5rem}
.kind,.stage,.source,.answer,caption{color:var(--soft)}
.kind,.source{font-size:.875rem;margin:0}
nav ul{display:flex;flex-wrap:wrap;gap:0 1.25rem;padding:0;margin:1rem 0 0;list-style:none}
nav a{display:inline-block;padding:.35rem 0}
table{border-collapse:collapse;width:100%}
caption{text-align:start;padding-block-end:.5rem}
th,td{text-align:start;vertical-align:top;padding:.5rem .75rem .5rem 0;border-block-end:1px solid var(--line)}
td.number{font-variant-numeric:tabular-nums}
.text{font-family:Georgia,"Times New Roman",serif}
.clause{margin:1rem 0;padding-block-end:.5rem}
.clause .name{margin:0 0 .25rem}
.words p{margin:.35rem 0}
.words ol,.words ul{list-style:none;padding-inline-start:1.5rem}
.words .marker{margin-inline-end:.35rem}
.words .marker+p{display:inline}
.words blockquote{margin-inline:1.5rem 0}
.footnote{color:var(--soft)}
.standing{font:600 .8125rem/1 system-ui,sans-serif;margin-inline-start:.5rem;padding:.2rem .5rem;border:1px solid currentColor;border-radius:1rem;color:var(--soft);white-space:nowrap}
.standing.agreed{color:var(--agreed)}
.standing.open{color:var(--open)}
.source{font-family:system-ui,sans-serif;margin:.35rem 0 0}
.list{padding-inline-start:1.25rem}
.list li{margin:0 0 1rem}
.list p{margin:.25rem 0}
blockquote{margin:.5rem 0;padding-inline-start:1rem;border-inline-start:3px solid var(--line)}
code{font-size:.875em;background:var(--wash);padding:.1em .3em;border-radius:.2em}
.words section{margin:.75rem 0;padding:.5rem 1rem;background:var(--wash);border-inline-start:3px solid var(--line)}
.words .term-name{font-weight:600}
.words .field-label{color:var(--soft)}
footer{margin-block-start:3rem;padding-block-start:1rem;border-block-start:1px solid var(--line);color:var(--soft)}
@media (max-width:30rem){table,tbody,tr,th,td{display:block}thead{position:absolute;clip-path:inset(50%);height:1px;overflow:hidden}th,td{border:0;padding:.15rem 0}tr{padding:.5rem 0;border-block-end:1px solid var(--line)}}
@media print{body{max-width:none;padding:0;font-size:11pt}nav,.skip{display:none}a{color:inherit;text-decoration:none}section{break-inside:auto}h2,h3,h4,h5,.clause .name{break-after:avoid}.clause,.list li{break-inside:avoid-page}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
`;
