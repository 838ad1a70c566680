/** Who may do what: accounts, roles and tokens. */
@NullMarked
@ApplicationModule(allowedDependencies = {"home"})
package io.zol0.users;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
