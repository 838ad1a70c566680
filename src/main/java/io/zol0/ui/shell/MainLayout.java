package io.zol0.ui.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.orderedlayout.Scroller;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.alerts.AlertNews;
import io.zol0.alerts.Alerts;
import io.zol0.demo.Demo;
import io.zol0.ui.parts.Live;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** The frame around every page: navigation, live mark, account menu and keys. */
@Layout
@AnonymousAllowed
class MainLayout extends AppLayout {
    private final Live live;
    private final AuthenticationContext login;
    private final Search search;
    private final Alerts alerts;
    private final AlertNews news;
    private final Span unread = new Span();
    private @Nullable Runnable unsubscribe;
    private final Element mark = new Element("zol0-live-mark");

    MainLayout(Live live, AuthenticationContext login, Search search, Demo demo, Alerts alerts, AlertNews news) {
        this.live = live;
        this.login = login;
        this.search = search;
        this.alerts = alerts;
        this.news = news;
        unread.addClassName("unread");
        setPrimarySection(Section.DRAWER);
        addToDrawer(new Brand(), new Scroller(navigation(Place.openTo(login))));
        addToNavbar(bar(), new DemoBanner(demo, live, login.hasRole("ADMIN")));
        listen();
    }

    private Div navigation(List<Place> places) {
        SideNav pages = new SideNav();
        pages.getElement().setAttribute("aria-label", "Pages");
        SideNav settings = new SideNav("Settings");
        for (Place place : places) {
            SideNavItem item = new SideNavItem(
                    place.name(), "/" + place.path(), place.icon().create());
            if (place.path().equals("alerts")) {
                item.setSuffixComponent(unread);
            }
            item.setMatchNested(!place.path().isEmpty());
            (place.isSetting() ? settings : pages).addItem(item);
        }
        Div both = new Div(pages, settings);
        both.addClassName("navigation");
        return both;
    }

    private Div bar() {
        DrawerToggle toggle = new DrawerToggle();
        toggle.setAriaLabel("Show or hide the navigation");
        Span space = new Span();
        space.addClassName("bar-space");
        Span spoken = new Span();
        spoken.addClassNames("live-state", "only-heard");
        spoken.getElement().setAttribute("role", "status");
        Div bar = new Div(toggle, space, spoken);
        bar.addClassName("bar");
        bar.getElement().insertChild(2, mark);
        bar.add(menu());
        return bar;
    }

    private MenuBar menu() {
        MenuBar menu = new MenuBar();
        menu.addThemeVariants(MenuBarVariant.LUMO_TERTIARY_INLINE);
        var find = menu.addItem(VaadinIcon.SEARCH.create(), "Search (/)", click -> search.open());
        find.setAriaLabel("Search pages, upstreams and endpoints");
        String name = login.getPrincipalName().orElse("nobody");
        var account = menu.addItem(VaadinIcon.USER.create());
        account.setAriaLabel("Account of " + name);
        var items = account.getSubMenu();
        items.addItem("Signed in as " + name).setEnabled(false);
        items.addItem("My account", click -> getUI().ifPresent(ui -> ui.navigate("account")));
        items.addItem("Keyboard", click -> KeyboardHelp.open(Place.openTo(login)));
        items.addSeparator();
        var scheme = items.addItem("Colours").getSubMenu();
        for (Scheme each : Scheme.values()) {
            scheme.addItem(each.label(), click -> each.apply(getElement()));
        }
        items.addSeparator();
        items.addItem("Sign out", click -> login.logout());
        return menu;
    }

    private void listen() {
        getElement()
                .addEventListener(
                        "zol0-pause",
                        event -> live.pause(
                                event.getEventData().get("event.detail").asBoolean()))
                .addEventData("event.detail");
        getElement()
                .addEventListener(
                        "zol0-go",
                        event -> Place.byKey(
                                        Place.openTo(login),
                                        event.getEventData().get("event.detail").asString())
                                .ifPresent(place -> getUI().ifPresent(ui -> ui.navigate(place.path()))))
                .addEventData("event.detail");
        getElement().addEventListener("zol0-search", event -> search.open());
        getElement().addEventListener("zol0-help", event -> KeyboardHelp.open(Place.openTo(login)));
        Signal.effect(this, () -> {
            if (live.newest().get().isPresent()) {
                mark.executeJs("this.beat?.()");
            }
        });
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        attached.getUI().getPage().addJsModule("context://components/zol0-console.js");
        attached.getUI().getPage().addJsModule("context://components/zol0-chart.js");
        live.start(attached.getUI());
        UI ui = attached.getUI();
        AtomicBoolean waiting = new AtomicBoolean();
        Runnable recount = ui.accessLater(
                () -> {
                    waiting.set(false);
                    count();
                },
                () -> {});
        Notices notices = new Notices(ui, alerts, getElement());
        unsubscribe = news.subscribe(changed -> {
            notices.tell(changed);
            if (waiting.compareAndSet(false, true)) {
                recount.run();
            }
        });
        count();
    }

    @Override
    protected void onDetach(DetachEvent detached) {
        live.stop();
        if (unsubscribe != null) {
            unsubscribe.run();
            unsubscribe = null;
        }
    }

    /** Shows how many alerts nobody has taken, here and in the browser's title; as it was while the database is away. */
    private void count() {
        if (!login.isAuthenticated()) {
            return;
        }
        try {
            long open = alerts.unread();
            unread.setText(open == 0 ? "" : open > 999 ? "999+" : Long.toString(open));
            unread.getElement().setAttribute("title", "Alerts that nobody has taken");
            getElement().executeJs("window.zol0Unread = $0; window.zol0?.titled?.()", (double) open);
        } catch (DataAccessException away) {
            unread.getElement().setAttribute("title", "Not counted anew: the database does not answer");
        }
    }
}
