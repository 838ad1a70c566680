package io.zol0.users;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.test.context.support.WithSecurityContext;
import org.springframework.security.test.context.support.WithSecurityContextFactory;

/** The test's own thread works with the rights of ZoL0 itself, and may do everything. */
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@WithSecurityContext(factory = AsItself.Factory.class)
public @interface AsItself {
    /** Makes the context. */
    final class Factory implements WithSecurityContextFactory<AsItself> {
        @Override
        public SecurityContext createSecurityContext(AsItself annotation) {
            return Itself.ask(SecurityContextHolder::getContext);
        }
    }
}
