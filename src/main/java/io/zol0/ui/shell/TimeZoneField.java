package io.zol0.ui.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.combobox.ComboBox;
import java.util.List;

/** In which zone a browser tells exact times; kept in that browser, which also says what zones there are. */
class TimeZoneField extends ComboBox<String> {
    private static final String BROWSERS_OWN = "";

    TimeZoneField() {
        super("Time zone");
        setHelperText("Of exact times and charts. Kept in this browser only.");
        setItemLabelGenerator(zone -> zone.equals(BROWSERS_OWN) ? "As the browser has it" : zone.replace('_', ' '));
        addValueChangeListener(change -> {
            if (change.isFromClient()) {
                String chosen = change.getValue();
                getElement().executeJs("window.zol0.setZone($0)", chosen == null ? BROWSERS_OWN : chosen);
            }
        });
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        super.onAttach(attached);
        // First the one that is kept, then every one there is.
        getElement().executeJs("""
            let kept = '';
            try { kept = localStorage.getItem('zol0.zone') ?? ''; } catch { /* storage is switched off */ }
            return [kept, '', ...Intl.supportedValuesOf('timeZone')].join(',')\
            """).then(String.class, this::show);
    }

    private void show(String zones) {
        List<String> all = List.of(zones.split(","));
        setItems(all.subList(1, all.size()));
        setValue(all.getFirst());
    }
}
