// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Says what an {@link Action} or a {@link Receiver} does, for the people who list it. Sets the service property
 * {@value Whiteboard#DESCRIPTION}.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Description {
    /** What every property of this package begins with. */
    String PREFIX_ = "coattail.";

    /** One or two sentences. */
    String value();
}
