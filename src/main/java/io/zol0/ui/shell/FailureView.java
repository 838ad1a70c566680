package io.zol0.ui.shell;

import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.zol0.ui.parts.Note;
import jakarta.servlet.http.HttpServletResponse;

/** Stands in for a page that could not be shown. */
@ParentLayout(MainLayout.class)
@PageTitle("Something failed · ZoL0")
@AnonymousAllowed
class FailureView extends Main implements HasErrorParameter<Exception> {
    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        addClassName("page");
        removeAll();
        Failure failure = Failure.of(parameter.getException());
        failure.log();
        add(
                new H1("Something failed"),
                Note.failed("This page could not be shown")
                        .text(failure.sentence())
                        .link("Try again", event.getLocation().getPathWithQueryParameters()));
        return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }
}
