package io.zol0.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ErrorHandler;

/** What happens to an error that no view dealt with: a log line and a sentence that stays until it is read. */
class ConsoleErrors implements ErrorHandler {
    @Override
    public void error(ErrorEvent event) {
        Failure failure = Failure.of(event.getThrowable());
        failure.log();
        UI ui = UI.getCurrent();
        if (ui != null && ui.isAttached()) {
            ui.access(() -> show(failure));
        }
    }

    private static void show(Failure failure) {
        Dialog dialog = new Dialog("That did not work");
        dialog.add(new Paragraph(failure.sentence()));
        dialog.getFooter()
                .add(
                        new Button(
                                "Reload the page",
                                click -> UI.getCurrent().getPage().reload()),
                        new Button("Close", click -> dialog.close()));
        dialog.open();
    }
}
