declare module 'virtual:county-map/*' {
  const map: unknown;
  export default map;
}
