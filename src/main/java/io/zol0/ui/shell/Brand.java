package io.zol0.ui.shell;

import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;

/** Sign and name of the product. */
class Brand extends Span {
    Brand() {
        addClassName("brand");
        Image sign = new Image("components/zol0.svg", "");
        sign.setWidth("24px");
        sign.setHeight("24px");
        add(sign, new Span("ZoL0"));
    }
}
