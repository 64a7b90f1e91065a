// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Bounds how many calls of an {@link Action} or a {@link Receiver} run at once; 64 where it isn't given. Sets the
 * service property {@value Whiteboard#CONCURRENCY}.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Concurrency {
    /** What every property of this package begins with. */
    String PREFIX_ = "coattail.";

    /** The number of calls, from 1 up. */
    int value();
}
