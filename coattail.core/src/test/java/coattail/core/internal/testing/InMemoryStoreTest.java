// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.testing;

import coattail.core.spi.Store;
import coattail.core.spi.contract.StoreContract;

class InMemoryStoreTest implements StoreContract {
    private final Store store = new InMemoryStore();

    @Override
    public Store store() {
        return store;
    }
}
