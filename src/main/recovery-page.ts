/** Path of the page shown when the screen keeps failing, and of its style. */
export const RECOVERY_PATH = '/recovery.html';
export const RECOVERY_STYLE_PATH = '/recovery.css';

/** No script at all: it must show when everything of ours is broken. */
export function recoveryPage(supportCode: string): string {
  const code = supportCode.replace(/[^A-Z0-9-]/gi, '');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Till needs a restart</title>
<link rel="stylesheet" href="${RECOVERY_STYLE_PATH}">
<main>
<h1>The till screen stopped</h1>
<p>Every finished sale is safe on this till. An open basket comes back when the till starts again.</p>
<p><a href="/">Start again</a></p>
<p>If this page returns, call support and read out this code: <strong>${code}</strong></p>
</main>
</html>
`;
}

export const RECOVERY_STYLE = `
body { margin: 0; font: 20px/1.5 sans-serif; color: #1d1d1b; background: #f7f6f2; }
main { max-width: 36em; margin: 15vh auto; padding: 0 2em; }
a { display: inline-block; padding: 1em 2em; color: #fff; background: #1f5f4a; text-decoration: none; }
`;
