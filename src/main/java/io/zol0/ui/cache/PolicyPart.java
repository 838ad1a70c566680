package io.zol0.ui.cache;

import io.zol0.cache.CachePolicy;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.Setting;
import io.zol0.catalog.SettingId;
import io.zol0.ui.history.SettingPart;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The policy of an endpoint or of a whole upstream. */
class PolicyPart extends SettingPart<CachePolicy> {
    private static final String WHEN =
            "Saving applies to the next call; what was kept under the old policy is dropped.";
    private static final Words OF_ENDPOINT =
            new Words("Policy", "set here", "that of all endpoints of the upstream", WHEN, "Use the upstream's policy");
    private static final Words OF_UPSTREAM =
            new Words("Policy", "set here", "nothing is set: the cache is off", WHEN, "Switch the cache off");

    /**
     * @param inherited what holds where nothing of its own is set
     * @param typed hears what the fields say after each change; empty where something is wrong
     */
    PolicyPart(
            Catalog catalog,
            SettingId setting,
            CachePolicy inherited,
            boolean mayChange,
            Consumer<Optional<CachePolicy>> typed) {
        super(
                catalog,
                setting,
                new OwnOr(inherited),
                setting.number() == 0 ? OF_UPSTREAM : OF_ENDPOINT,
                new PolicyForm(policy -> catalog.problemsOf(new Setting.OfCachePolicy(policy)), typed),
                mayChange);
    }

    private record OwnOr(CachePolicy inherited) implements Kind<CachePolicy> {
        @Override
        public CachePolicy inForce(@Nullable Setting set) {
            return set instanceof Setting.OfCachePolicy(CachePolicy own) ? own : inherited;
        }

        @Override
        public Setting setting(CachePolicy value) {
            return new Setting.OfCachePolicy(value);
        }
    }
}
