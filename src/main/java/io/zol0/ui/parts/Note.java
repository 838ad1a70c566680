package io.zol0.ui.parts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;

/** A designed state in place of content: nothing there yet, still on its way, or failed; says what to do now. */
public class Note extends Div {
    private Note(String kind, String title) {
        addClassNames("note", kind);
        H2 heading = new H2(title);
        add(heading);
    }

    /** Nothing to show yet. */
    public static Note empty(String title) {
        return new Note("note-empty", title);
    }

    /** Still on its way. */
    public static Note loading(String title) {
        Note note = new Note("note-loading", title);
        note.getElement().setAttribute("role", "status");
        return note;
    }

    /** Missing for now, inside a region that is read out by itself. */
    public static Note plain(String title) {
        return new Note("note-missing", title);
    }

    /** Done as it was asked for, inside a region that is read out by itself. */
    public static Note done(String title) {
        return new Note("note-done", title);
    }

    /** Failed; read out at once. */
    public static Note failed(String title) {
        Note note = new Note("note-failed", title);
        note.getElement().setAttribute("role", "alert");
        return note;
    }

    public Note text(String sentence) {
        add(new Paragraph(sentence));
        return this;
    }

    public Note link(String label, String path) {
        Anchor link = new Anchor(path.isEmpty() ? "." : path, label);
        link.setRouterIgnore(false);
        link.addClassName("note-action");
        add(link);
        return this;
    }

    public Note with(Component... components) {
        add(components);
        return this;
    }
}
