//! One component for all views.
//!
//! Yew compiles a component's whole life (mounting, updating, its place among its siblings) anew for every component
//! that stands in `html!` by its name: over a hundred kilobytes of the same code in all. Here there is one, [`AnyView`],
//! which holds a view's properties and calls its function. `view!(Header { production: true })` is to be read as
//! `<Header production=true />`, and does the same: views of another kind at the same place, or with another key,
//! are never mistaken for each other, and equal properties draw nothing.
//!
//! A view is still a component of its own, for tests that put it into `html!`.

use std::any::{Any, type_name};
use std::rc::Rc;
use yew::functional::{FunctionComponent, FunctionProvider, HookContext};
use yew::html::{BaseComponent, Context, HtmlResult};
use yew::prelude::*;
use yew::virtual_dom::{Key, VChild};

/// A view with its properties, whichever it is.
trait Drawn: Any {
    fn draw(&self, hooks: &mut HookContext) -> HtmlResult;
    fn equals(&self, other: &dyn Drawn) -> bool;
}

struct Drawing<V: FunctionProvider>(V::Properties);

impl<V: FunctionProvider + 'static> Drawn for Drawing<V> {
    fn draw(&self, hooks: &mut HookContext) -> HtmlResult {
        V::run(hooks, &self.0)
    }

    fn equals(&self, other: &dyn Drawn) -> bool {
        (other as &dyn Any).downcast_ref::<Self>().is_some_and(|other| self.0 == other.0)
    }
}

/// Properties of [`AnyView`].
#[derive(Clone, Properties)]
struct AnyViewProps {
    drawn: Rc<dyn Drawn>,
}

impl PartialEq for AnyViewProps {
    fn eq(&self, other: &Self) -> bool {
        self.drawn.equals(&*other.drawn)
    }
}

/// The one component. What follows is what `#[component]` writes for each function.
struct AnyView(FunctionComponent<Self>);

impl FunctionProvider for AnyView {
    type Properties = AnyViewProps;

    fn run(hooks: &mut HookContext, props: &AnyViewProps) -> HtmlResult {
        props.drawn.draw(hooks)
    }
}

impl BaseComponent for AnyView {
    type Message = ();
    type Properties = AnyViewProps;

    fn create(ctx: &Context<Self>) -> Self {
        Self(FunctionComponent::new(ctx))
    }

    fn update(&mut self, _ctx: &Context<Self>, (): ()) -> bool {
        true
    }

    fn changed(&mut self, _ctx: &Context<Self>, _old_props: &AnyViewProps) -> bool {
        true
    }

    fn view(&self, ctx: &Context<Self>) -> HtmlResult {
        self.0.render(ctx.props())
    }

    fn rendered(&mut self, _ctx: &Context<Self>, _first_render: bool) {
        self.0.rendered();
    }

    fn destroy(&mut self, _ctx: &Context<Self>) {
        self.0.destroy();
    }

    fn prepare_state(&self) -> Option<String> {
        self.0.prepare_state()
    }
}

fn any(drawn: Rc<dyn Drawn>, key: Key) -> Html {
    VChild::<AnyView>::new(AnyViewProps { drawn }, Some(key)).into()
}

/// A view with these properties. The name of the view is its key, so no two of one kind may stand side by side
/// without [`keyed`].
pub(crate) fn plain<V: FunctionProvider + 'static>(props: V::Properties) -> Html {
    any(Rc::new(Drawing::<V>(props)), Key::from(type_name::<V>()))
}

/// The same with a key of its own among views of its kind.
pub(crate) fn keyed<V: FunctionProvider + 'static>(key: &str, props: V::Properties) -> Html {
    any(Rc::new(Drawing::<V>(props)), Key::from([type_name::<V>(), "/", key].concat()))
}

/// `view!(Header { production: true, connection })`, or with a key first: `view!("failed", Table { rows })`.
macro_rules! view {
    ($view:ident { $($props:tt)* }) => {
        $crate::components::view::plain::<$view>(
            ::yew::props!(<$view as ::yew::functional::FunctionProvider>::Properties { $($props)* })
        )
    };
    ($key:expr, $view:ident { $($props:tt)* }) => {
        $crate::components::view::keyed::<$view>(
            $key,
            ::yew::props!(<$view as ::yew::functional::FunctionProvider>::Properties { $($props)* }),
        )
    };
}
pub(crate) use view;
