import './styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { applyTheme, theme } from './app/theme.ts';
import { lang, setLang } from './i18n/lang.ts';

applyTheme(theme());
setLang(lang());
createRoot(document.getElementById('root')!).render(<StrictMode><App /></StrictMode>);
