// The outlines of London's boroughs, out of the TopoJSON of vega-datasets, as the GeoJSON that `kith import areas` reads too.
//
// TopoJSON keeps each line between two areas once: an area is a list of such arcs, ~n the n-th backwards, and a position is the
// difference to the one before it, in units of the file's transform.

/** Topology of boroughs, each with its name as id → a GeoJSON collection with code and name. */
export function boroughs(topology) {
  const { scale, translate } = topology.transform;
  const lines = topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return [round(x * scale[0] + translate[0]), round(y * scale[1] + translate[1])];
    });
  });
  const line = (arc) => (arc < 0 ? lines[~arc].toReversed() : lines[arc]);
  // Where one arc ends the next begins, with the same position.
  const ring = (arcs) => arcs.flatMap((arc, n) => line(arc).slice(n === 0 ? 0 : 1));
  const polygon = (rings) => rings.map(ring);
  const all = topology.objects.boroughs.geometries;
  // Register of Geographic Codes (Office for National Statistics): the City is E09000001, the boroughs follow by their names.
  const names = all.map((area) => area.id).filter((name) => name !== "City of London").sort();
  const code = (name) => `E090000${String(names.indexOf(name) + 2).padStart(2, "0")}`;
  const features = all.map((area) => ({
    type: "Feature",
    properties: { code: code(area.id), name: area.id },
    geometry: {
      type: "MultiPolygon",
      coordinates: area.type === "Polygon" ? [polygon(area.arcs)] : area.arcs.map(polygon),
    },
  }));
  if (features.length !== 33) throw new Error(`boroughs: ${features.length} outlines, not 33`);
  return { type: "FeatureCollection", features };
}

/** To about a metre. */
function round(degrees) {
  return Math.round(degrees * 1e5) / 1e5;
}
