package io.zol0.ui.limits;

import io.zol0.catalog.Problem;
import io.zol0.limits.Control;
import io.zol0.limits.Cost;
import io.zol0.limits.KeySource;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaScope;
import io.zol0.limits.QuotaWindow;
import io.zol0.limits.WhenEmpty;
import io.zol0.limits.WindowKind;
import io.zol0.ui.parts.Amounts;
import io.zol0.ui.parts.Durations;
import io.zol0.ui.parts.FieldReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A quota as it stands in the fields of its form, and what is read out of them.
 *
 * @param endpoints patterns, one a line
 * @param keyPlace null where keys share
 */
record QuotaText(
        String name,
        boolean enabled,
        WhenEmpty whenEmpty,
        String maxWait,
        List<Window> windows,
        String endpoints,
        boolean perCaller,
        boolean perEndpoint,
        KeySource.@Nullable Place keyPlace,
        String keyName,
        List<Weight> weights,
        String margin,
        String reserve,
        String minInterval,
        Control.Mode mode,
        String floor,
        String ceiling) {

    /** One window's line. */
    record Window(WindowKind kind, String capacity, String period) {}

    /**
     * One line of the weights.
     *
     * @param steps {@code 100: 5, 500: 25}
     */
    record Weight(String endpoint, String weight, String field, String steps, boolean high) {}

    /**
     * What came of reading.
     *
     * @param quota with a harmless value in the place of each field that could not be read
     * @param problems those of the fields that could not be read
     */
    record Reading(Quota quota, List<Problem> problems) {}

    static QuotaText of(Quota quota) {
        KeySource key = quota.scope().key();
        return new QuotaText(
                quota.name(),
                quota.enabled(),
                quota.whenEmpty(),
                Durations.write(quota.maxWait()),
                quota.windows().stream()
                        .map(window -> new Window(
                                window.kind(), Amounts.write(window.capacity()), Durations.write(window.period())))
                        .toList(),
                String.join("\n", quota.scope().endpoints()),
                quota.scope().perCaller(),
                quota.scope().perEndpoint(),
                key == null ? null : key.place(),
                key == null ? "" : key.name(),
                quota.costs().stream().map(QuotaText::weight).toList(),
                Amounts.writeShare(quota.margin()),
                Amounts.writeShare(quota.reserve()),
                Durations.write(quota.minInterval()),
                quota.control().mode(),
                Amounts.writeShare(quota.control().floor()),
                Amounts.writeShare(quota.control().ceiling()));
    }

    private static Weight weight(Cost cost) {
        return new Weight(
                cost.endpoint(),
                Amounts.write(cost.weight()),
                cost.field() == null ? "" : cost.field(),
                String.join(
                        ", ",
                        cost.steps().stream()
                                .map(step -> step.upTo() + ": " + step.weight())
                                .toList()),
                cost.high());
    }

    /** @param base the quota that was opened: what the form does not show stays as it is there */
    Reading read(Quota base) {
        FieldReader fields = new FieldReader();
        List<QuotaWindow> readWindows = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            readWindows.add(new QuotaWindow(
                    window.kind(),
                    fields.count(window.capacity(), "windows[" + i + "].capacity"),
                    fields.time(window.period(), "windows[" + i + "].period", Duration.ofSeconds(1))));
        }
        List<Cost> costs = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            costs.add(cost(weights.get(i), "costs[" + i + "]", fields));
        }
        Quota quota = new Quota(
                base.id(),
                base.upstreamId(),
                name.strip(),
                enabled,
                base.preset(),
                new QuotaScope(
                        endpoints
                                .lines()
                                .map(String::strip)
                                .filter(line -> !line.isEmpty())
                                .toList(),
                        keyPlace == null ? null : new KeySource(keyPlace, keyName.strip()),
                        perCaller,
                        perEndpoint),
                readWindows,
                costs,
                fields.share(margin, "margin"),
                fields.share(reserve, "reserve"),
                fields.time(minInterval, "minInterval", Duration.ZERO),
                whenEmpty == WhenEmpty.QUEUE ? fields.time(maxWait, "maxWait", Duration.ofSeconds(1)) : Duration.ZERO,
                whenEmpty,
                new Control(mode, fields.share(floor, "control.floor"), fields.share(ceiling, "control.ceiling")),
                base.version());
        return new Reading(quota, fields.problems());
    }

    private static Cost cost(Weight line, String place, FieldReader fields) {
        String field = line.field().strip();
        return new Cost(
                line.endpoint().strip(),
                fields.count(line.weight(), place + ".weight"),
                field.isEmpty() ? null : field,
                steps(line.steps(), place + ".field", fields),
                line.high());
    }

    private static List<Cost.Step> steps(String text, String place, FieldReader fields) {
        List<Cost.Step> steps = new ArrayList<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            String[] sides = part.strip().split("\\s*:\\s*", -1);
            if (sides.length != 2 || !sides[0].matches("\\d{1,15}") || !sides[1].matches("\\d{1,9}")) {
                fields.unread(place, "Write steps as largest number: weight, such as 100: 5, 500: 25, 1000: 50.");
                return List.of();
            }
            steps.add(new Cost.Step(Long.parseLong(sides[0]), Long.parseLong(sides[1])));
        }
        return steps;
    }
}
