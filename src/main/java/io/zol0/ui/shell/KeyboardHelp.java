package io.zol0.ui.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.DescriptionList;
import java.util.List;

/** Lists the keys. */
final class KeyboardHelp {
    private KeyboardHelp() {}

    static void open(List<Place> places) {
        DescriptionList keys = new DescriptionList();
        keys.addClassName("keys");
        add(keys, "/", "Search pages, upstreams and endpoints");
        for (Place place : places) {
            add(keys, "g then " + place.key(), "Go to " + place.name());
        }
        add(keys, "?", "This list");
        add(keys, "Esc", "Close what is open");
        Dialog dialog = new Dialog("Keyboard");
        dialog.add(keys);
        dialog.getFooter().add(new Button("Close", click -> dialog.close()));
        dialog.open();
    }

    private static void add(DescriptionList keys, String key, String what) {
        keys.add(new DescriptionList.Term(key), new DescriptionList.Description(what));
    }
}
