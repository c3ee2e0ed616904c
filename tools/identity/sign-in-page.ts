const WHY = {
  wrong: 'User, password or code is wrong.',
  rest: 'Too many wrong tries. Wait a minute, then try again.',
} as const;

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center;
  background: light-dark(#f4f6f8, #0e1116); color: light-dark(#14181f, #eef1f5);
  font: 450 15px/1.4 'Inter Variable', Inter, system-ui, sans-serif; }
form { width: min(360px, 92vw); padding: 28px; border-radius: 10px; display: grid; gap: 16px;
  background: light-dark(#fff, #161a21); border: 1px solid light-dark(#e3e7ed, #272d37); }
h1 { margin: 0; font-size: 22px; }
p { margin: 0; color: light-dark(#4a5363, #b6bfcc); }
[role=alert] { color: light-dark(#b3261e, #ff8a80); }
label { display: grid; gap: 6px; font-weight: 550; }
input { min-height: 48px; padding: 0 12px; font: inherit; border-radius: 10px; color: inherit;
  background: transparent; border: 1px solid light-dark(#8a93a3, #6f7b8d); box-sizing: border-box; }
button { min-height: 48px; border: 0; border-radius: 10px; font: inherit; font-weight: 600;
  background: light-dark(#0b6b50, #4cc79d); color: light-dark(#fff, #06251b); }
:focus-visible { outline: 3px solid light-dark(#0b57d0, #8ab4f8); outline-offset: 2px; }
`;

/** Name of the style's bytes in the page's policy. */
export const SIGN_IN_STYLE = STYLE;

/** Where somebody of head office signs in to the demo. `uid`: of the provider's own making. */
export function signInPage(uid: string, why?: keyof typeof WHY): string {
  const alert = why === undefined ? '' : `<p role="alert">${WHY[why]}</p>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sign in to head office</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head>
<body><form method="post" action="/interaction/${uid}" autocomplete="off">
<h1>Head office</h1><p>The demo’s own sign-in: password, and the code of your authenticator.</p>${alert}
<label>User<input name="user" autocomplete="username" autofocus required maxlength="100"></label>
<label>Password<input name="password" type="password" autocomplete="current-password" required maxlength="200"></label>
<label>Code<input name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9]{6}" maxlength="6" required></label>
<button>Sign in</button></form></body></html>`;
}
