/** The console: Vaadin views over the other rooms. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "home", "alerts", "cache", "catalog", "gateway", "limits", "metrics", "notify", "users", "demo", "ingest"
=======
            "home", "alerts", "cache", "catalog", "gateway", "limits", "metrics", "notify", "users", "demo", "insight"
>>>>>>> 7c0b35a (Score the health of every environment, upstream and endpoint by editable weights)
        })
package io.zol0.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
