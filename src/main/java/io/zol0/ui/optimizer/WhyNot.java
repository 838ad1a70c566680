package io.zol0.ui.optimizer;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextArea;
import io.zol0.optimizer.Recommendations;
import java.util.function.Consumer;

/** Asks for the reason why something is dismissed. */
class WhyNot extends Dialog {
    private final TextArea reason = new TextArea("Reason");

    /** @param told gets the reason once there is one */
    WhyNot(String help, Consumer<String> told) {
        super("Why not?");
        reason.setWidthFull();
        reason.setMaxLength(Recommendations.LONGEST_REASON);
        reason.setHelperText(help);
        Button dismiss = new Button("Dismiss", click -> {
            if (reason.getValue().isBlank()) {
                reason.setErrorMessage("Say why, in a few words.");
                reason.setInvalid(true);
                return;
            }
            close();
            told.accept(reason.getValue());
        });
        dismiss.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        add(reason);
        getFooter().add(new Button("Cancel", click -> close()), dismiss);
        setWidth("min(520px, 92vw)");
    }

    @Override
    public void open() {
        super.open();
        reason.focus();
    }
}
