/** Budgets of calls: their values, the windows they are spent from, and what a provider says of its own. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.zol0.limits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
