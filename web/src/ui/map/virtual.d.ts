declare module 'virtual:county-map/*' {
  const map: import('./model.ts').CountyMap;
  export default map;
}
