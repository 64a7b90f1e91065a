// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration {@code coattail.store}. */
@ObjectClassDefinition(
        name = "Coattail store",
        description = "Where the instance keeps its peers, tokens and subscriptions")
public @interface StoreConfiguration {

    /** Which database, empty for Derby embedded. */
    @AttributeDefinition(
            name = "Data source",
            description = "An OSGi filter for the javax.sql.DataSource service of the database to use, e.g."
                    + " (dataSourceName=coattail). Empty: Derby, embedded, in the directory",
            required = false)
    String dataSource() default "";

    /** Where Derby's database lies. */
    @AttributeDefinition(
            name = "Directory",
            description = "The directory in which Derby's database lies, as the folder db; unused with a data source",
            required = false)
    String directory() default "";
}
