// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.lang.annotation.Annotation;

/** A configuration as declarative services would give it. */
record Configuration(String dataSource, String directory) implements StoreConfiguration {
    @Override
    public Class<? extends Annotation> annotationType() {
        return StoreConfiguration.class;
    }
}
