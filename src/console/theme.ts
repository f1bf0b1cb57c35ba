import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Deep sea green: the console's one accent. Everything else is grey, so that states (held, failed) stand out. */
const kelp: MantineColorsTuple = [
  '#e9f7f5',
  '#d3ebe8',
  '#a9d8d2',
  '#7cc4bc',
  '#57b2a9',
  '#3aa097',
  '#1f8f86',
  '#0e7a72',
  '#0b6f69',
  '#065550',
];

const gray: MantineColorsTuple = [
  '#f7f8f9',
  '#eff1f3',
  '#e4e7ea',
  '#d5dadf',
  '#bcc4cb',
  '#96a1ab',
  '#5d6a76',
  '#4b5763',
  '#323c46',
  '#1c242c',
];

const dark: MantineColorsTuple = [
  '#dfe4e8',
  '#b9c2ca',
  '#93a0ab',
  '#6b7a87',
  '#34404b',
  '#2a343e',
  '#1d252d',
  '#151b21',
  '#10151a',
  '#0b0f13',
];

const systemFonts =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "DejaVu Sans", sans-serif';

const closeButtonProps = { 'aria-label': 'Close' };
const dialogTitle = { title: { fontSize: '1.05rem', fontWeight: 620 } };
const comfortable = { defaultProps: { size: 'sm' } };

/** Sizes are a step below Mantine's defaults: the console is dense, and read all day. */
export const theme = createTheme({
  primaryColor: 'kelp',
  primaryShade: { light: 8, dark: 7 },
  colors: { kelp, gray, dark },
  black: '#1c242c',
  fontFamily: systemFonts,
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  fontSizes: { xs: '0.78rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  headings: {
    fontFamily: systemFonts,
    fontWeight: '620',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '1.3rem', lineHeight: '1.25' },
      h2: { fontSize: '1.05rem', lineHeight: '1.35' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  autoContrast: true,
  components: {
    Text: comfortable,
    // Descriptions below, so that fields in a row stay in line whether they have one or not.
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Button: comfortable,
    TextInput: comfortable,
    PasswordInput: comfortable,
    Select: comfortable,
    MultiSelect: comfortable,
    Textarea: comfortable,
    NumberInput: comfortable,
    Checkbox: comfortable,
    Radio: comfortable,
    Tooltip: { defaultProps: { openDelay: 250, withArrow: true } },
    Modal: {
      defaultProps: { centered: true, padding: 'lg', overlayProps: { backgroundOpacity: 0.45 }, closeButtonProps },
      styles: dialogTitle,
    },
    Drawer: { defaultProps: { closeButtonProps }, styles: dialogTitle },
    Menu: { defaultProps: { shadow: 'md' } },
  },
});

/** Where the component library's own colours would not fit the surfaces of global.css. */
export const colorVariables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-dimmed': 'var(--hf-muted)',
    '--mantine-color-default-border': 'var(--hf-line-strong)',
  },
  light: {},
  dark: {
    '--mantine-color-body': '#1a2128',
    '--mantine-color-default': '#202932',
    '--mantine-color-default-hover': '#28323c',
    '--mantine-color-red-light-color': 'var(--mantine-color-red-4)',
  },
});
