//! The outlines of areas as vector tiles.

use super::{
    model::{Kind, Shape},
    outlines,
};
use crate::policy::AREA_VIEW;
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, House, Result,
    http::routes::{Access, Route},
    tile::{self, Drawing, Tag},
};
use kernel::Tile;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/tiles/{layer}/{z}/{x}/{y}", Access::Public, draw)]
}

async fn draw(ctx: Ctx, Path((layer, z, x, y)): Path<(String, String, String, String)>) -> Result<Response> {
    let kind = Kind::of(&layer).ok_or(Error::NotFound)?;
    let tile = tile::named(&z, &x, &y).ok_or(Error::NotFound)?;
    drop(ctx.read(&AREA_VIEW, House::id()).await?);
    let shapes = outlines::shapes(&ctx.machine, kind).await?;
    Ok(tile::answer(of_areas(&shapes, kind, tile), true))
}

/// The areas of a tile, each with its code; and their names, each where it stands, in the one tile that has that place.
fn of_areas(shapes: &[Shape], kind: Kind, tile: Tile) -> Vec<u8> {
    let mut drawing = Drawing::new(tile, kind.code());
    if tile.level() >= kind.from_level() {
        for shape in shapes.iter().filter(|s| tile.meets(s.from, s.to)) {
            drawing.area(&shape.rings, &[("code", Tag::Text(&shape.code))]);
            if tile.keys().contains(&shape.middle.key()) {
                drawing.dot(shape.middle, &[("name", Tag::Text(&shape.name))]);
            }
        }
    }
    drawing.bytes()
}
