package io.zol0.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.stereotype.Component;

/** What describes the REST side is made when somebody asks for the description for the first time, and not at each start. */
@Component
final class DescribedWhenAsked implements BeanFactoryPostProcessor {
    private static final String LIBRARY = "org.springdoc.";
    private static final String TELLS_IT = "openApiResource";

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        if (!beans.containsBeanDefinition(TELLS_IT)) {
            return;
        }
        List<String> described = new ArrayList<>();
        for (String name : beans.getBeanDefinitionNames()) {
            BeanDefinition bean = beans.getBeanDefinition(name);
            if (isOfLibrary(bean.getBeanClassName()) || isOfLibrary(bean.getFactoryBeanName())) {
                bean.setLazyInit(true);
                if (bean.isSingleton() && !name.equals(TELLS_IT)) {
                    described.add(name);
                }
            }
        }
        // Some only tell others of themselves when they are made.
        beans.getBeanDefinition(TELLS_IT).setDependsOn(described.toArray(String[]::new));
    }

    private static boolean isOfLibrary(@Nullable String name) {
        return name != null && name.startsWith(LIBRARY);
    }
}
