package io.zol0.ui.endpoints;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.zol0.ui.endpoints.Past.Window;
import io.zol0.ui.parts.Moment;
import io.zol0.ui.parts.Note;
import java.time.Duration;
import java.time.Instant;

/** Says below the windows which of the long ones are still being read, too young, or not to be had now. */
class PastNotes extends Div {
    private static final Duration SILENCE = Duration.ofSeconds(2);

    PastNotes() {
        addClassName("past-notes");
        getElement().setAttribute("role", "status");
    }

    /** Says that the history is being read, once that has taken a moment. */
    void reading(Instant since, Instant now) {
        Duration so = Duration.between(since, now);
        if (so.compareTo(SILENCE) >= 0) {
            removeAll();
            add(quiet("Reading 24 h and 30 d from the history, %d s so far…".formatted(so.toSeconds())));
        }
    }

    void show(Past past) {
        removeAll();
        switch (past) {
            case Past.Away(String reason) ->
                add(Note.plain("History is unavailable, live figures go on")
                        .text(reason)
                        .text("24 h and 30 d come back by themselves within seconds of the database's return."));
            case Past.Read(var windows) -> windows.forEach(this::note);
        }
    }

    private void note(Window window) {
        switch (window) {
            case Window.Whole whole -> {}
            case Window.Begun begun -> say(begun.span().name() + ": so far since", begun.firstMeasured());
            case Window.TooShort young ->
                say(young.span().name() + ": not enough data yet: first measured", young.firstMeasured());
            case Window.Never never ->
                add(quiet(never.span().name() + ": not enough data yet: no whole minute of it is in the history."));
        }
    }

    private void say(String words, Instant since) {
        Paragraph line = quiet(words + " ");
        line.add(new Moment(since));
        add(line);
    }

    private static Paragraph quiet(String words) {
        Paragraph line = new Paragraph(words);
        line.addClassName("quiet");
        return line;
    }
}
