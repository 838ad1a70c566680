package io.zol0.ui.limits;

import io.zol0.limits.Quota;
import org.springframework.stereotype.Component;

/** What a quota would mean at the traffic that was recorded. */
@Component
class QuotaEffect {
    /** One sentence with figures, or why there is none. */
    String sentence(Quota quota) {
        return "";
    }
}
