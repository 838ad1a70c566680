package io.zol0.ui.overview;

import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;

/** The live state of everything. */
@Route("")
@PageTitle("Overview · ZoL0")
@PermitAll
class OverviewView extends Main {
    OverviewView() {
        addClassName("page");
        add(new H1("Overview"));
    }
}
