package io.zol0.optimizer;

import io.zol0.catalog.Setting;
import io.zol0.catalog.SettingId;
import io.zol0.catalog.SettingKind;
import io.zol0.limits.Quota;
import io.zol0.metrics.Subject;
import java.time.Duration;

/** Another setting of a quota. */
sealed interface QuotaAdvice extends Advice permits Advice.QuotaRoom, QuotaReserve, WaitsInstead {
    long upstreamId();

    long quotaId();

    /** Of its first window. */
    Duration period();

    /** The quota with it in force. */
    Quota on(Quota now);

    @Override
    default SettingId setting() {
        return new SettingId(SettingKind.QUOTA, upstreamId(), quotaId());
    }

    @Override
    default Subject about() {
        return Subject.quota(quotaId(), upstreamId());
    }

    @Override
    default Setting applied(Setting now) {
        return new Setting.OfQuota(on(quota(now)));
    }

    /** The quota that a setting is. */
    static Quota quota(Setting now) {
        if (!(now instanceof Setting.OfQuota(Quota quota))) {
            throw new IllegalArgumentException(now + " is no quota");
        }
        return quota;
    }

    @Override
    default Duration washout() {
        return period();
    }
}
