/** The console: Vaadin views over the other rooms. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
<<<<<<< HEAD
            "home", "alerts", "cache", "catalog", "gateway", "limits", "metrics", "notify", "users", "demo"
=======
            "home", "alerts", "cache", "catalog", "gateway", "ingest", "limits", "metrics", "users", "demo"
>>>>>>> 40e7830
        })
package io.zol0.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
