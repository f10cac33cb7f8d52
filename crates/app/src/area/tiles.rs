//! The outlines of areas as vector tiles.

use super::{
    model::{Kind, Shapes},
    outlines,
};
use crate::{directory::slug, policy::AREA_VIEW};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, House, Result,
    http::routes::{Access, Route},
    tile::{self, AROUND, Drawing, Keep, Tag},
};
use kernel::Tile;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/tiles/{layer}/{z}/{x}/{y}", Access::Public, draw)]
}

async fn draw(ctx: Ctx, Path((layer, z, x, y)): Path<(String, String, String, String)>) -> Result<Response> {
    let kind = Kind::of(&layer).ok_or(Error::NotFound)?;
    let tile = tile::named(&z, &x, &y).ok_or(Error::NotFound)?;
    drop(ctx.read(&AREA_VIEW, House::id()).await?);
    let outlines = outlines::outlines(&ctx.machine, kind).await?;
    let bytes = outlines.drawn.get(tile, || of_areas(&outlines.shapes, kind, tile).into());
    Ok(tile::answer(bytes, Keep::Minutes))
}

/// The areas of a tile, each with its code; and their names, each where it stands, in the one tile that has that place.
fn of_areas(shapes: &Shapes, kind: Kind, tile: Tile) -> Vec<u8> {
    let mut drawing = Drawing::new(tile, kind.code());
    if tile.level() >= kind.from_level() {
        for shape in shapes.about(tile.with(AROUND)) {
            // A borough is coloured by its name, or by its slug: services may write it otherwise than whoever drew it.
            let slug = slug(&shape.name);
            let borough = [("of", Tag::Text(&shape.name)), ("slug", Tag::Text(&slug))];
            let borough = borough.into_iter().filter(|_| kind == Kind::Borough);
            let tags: Vec<(&str, Tag<'_>)> = [("code", Tag::Text(&shape.code))].into_iter().chain(borough).collect();
            drawing.area(&shape.polygons, &tags);
            if tile.keys().contains(&shape.middle.key()) {
                drawing.dot(shape.middle, &[("name", Tag::Text(&shape.name))]);
            }
        }
    }
    drawing.bytes()
}
