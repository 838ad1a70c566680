package io.zol0.ui.limits;

import com.vaadin.flow.component.textfield.TextField;
import io.zol0.catalog.Problem;
import io.zol0.limits.ConcurrencySettings;
import io.zol0.ui.parts.Amounts;
import io.zol0.ui.parts.FieldReader;
import java.util.List;
import java.util.function.Function;

/** The fields of a concurrency limit. */
class ConcurrencyForm extends ProtectionForm<ConcurrencySettings> {
    private final TextField least = field("least", "At least so many at once", "1 to 10,000");
    private final TextField most = field("most", "At most so many at once", "Up to 10,000");
    private final TextField tolerance = field(
            "tolerance", "Latency may rise to", "Of its least, such as 150 %; above that fewer calls are let through");

    ConcurrencyForm(Function<ConcurrencySettings, List<Problem>> rules) {
        super("Let fewer calls through at once when the upstream gets slower", rules);
    }

    @Override
    boolean isEnabled(ConcurrencySettings concurrency) {
        return concurrency.enabled();
    }

    @Override
    void write(ConcurrencySettings concurrency) {
        least.setValue(Amounts.write(concurrency.least()));
        most.setValue(Amounts.write(concurrency.most()));
        tolerance.setValue(Amounts.writeShare(concurrency.tolerance()));
    }

    @Override
    ConcurrencySettings typed(boolean enabled, FieldReader read) {
        return new ConcurrencySettings(
                enabled,
                read.number(least.getValue(), "least"),
                read.number(most.getValue(), "most"),
                read.share(tolerance.getValue(), "tolerance"));
    }
}
