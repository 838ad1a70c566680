package io.zol0.ui.alerts;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;

/** Switches whether this browser shows new alerts outside of the page; the browser keeps it and asks whether it may. */
class NoticeButton extends Button {
    NoticeButton() {
        super("Notify me in this browser");
        addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        addClickListener(click ->
                getElement().executeJs("return window.zol0.switchNotices()").then(String.class, this::say));
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        super.onAttach(attached);
        getElement().executeJs("return window.zol0?.noticeState?.() ?? 'off'").then(String.class, this::say);
    }

    private void say(String state) {
        setText(words(state));
        setEnabled(state.equals("on") || state.equals("off"));
    }

    static String words(String state) {
        return switch (state) {
            case "on" -> "Stop notifying me in this browser";
            case "refused" -> "This browser refuses notifications of this page";
            case "missing" -> "This browser has no notifications";
            default -> "Notify me in this browser";
        };
    }
}
