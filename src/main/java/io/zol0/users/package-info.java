/** Who may do what: accounts, roles, tokens, and the audit of what they did. */
@NullMarked
@ApplicationModule(allowedDependencies = {"home"})
package io.zol0.users;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
