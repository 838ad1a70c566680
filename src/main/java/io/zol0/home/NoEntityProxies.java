package io.zol0.home;

import java.util.Map;
import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.bytecode.internal.none.BytecodeProviderImpl;
import org.hibernate.bytecode.spi.BytecodeProvider;
import org.hibernate.service.spi.ServiceContributor;
import org.hibernate.service.spi.ServiceRegistryImplementor;

/**
 * Keeps Hibernate from making classes at each start: none of our entities refers to another, so nothing is ever loaded lazily, and
 * few rows are read by it. It reads and writes fields by reflection instead.
 */
public final class NoEntityProxies implements ServiceContributor {
    @Override
    public void contribute(StandardServiceRegistryBuilder services) {
        services.addInitiator(new StandardServiceInitiator<BytecodeProvider>() {
            @Override
            public Class<BytecodeProvider> getServiceInitiated() {
                return BytecodeProvider.class;
            }

            @Override
            public BytecodeProvider initiateService(
                    Map<String, Object> configuration, ServiceRegistryImplementor registry) {
                return new BytecodeProviderImpl();
            }
        });
    }
}
