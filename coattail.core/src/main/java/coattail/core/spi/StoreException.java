// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi;

/** The database failed, or refused. What that means for the data, {@link Store} says. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
