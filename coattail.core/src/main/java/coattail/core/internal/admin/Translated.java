// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import java.util.function.Supplier;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.internal.identity.IdentityException;
import coattail.core.spi.StoreException;

/** Lets nothing but {@link CoattailException} out of the admin services. */
final class Translated {
    private Translated() {}

    /** What {@code work} gives; what it can't take is BAD_INPUT, a database or a folder of keys that fails INTERNAL. */
    static <T> T of(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw new CoattailException(ErrorCode.BAD_INPUT, e.getMessage(), null, e);
        } catch (IdentityException e) {
            throw new CoattailException(ErrorCode.INTERNAL, e.getMessage(), null, e);
        } catch (StoreException e) {
            throw new CoattailException(ErrorCode.INTERNAL, "the database failed: " + e.getMessage(), null, e);
        }
    }
}
