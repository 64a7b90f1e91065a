// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import coattail.api.Action;
import coattail.api.Invocation;
import coattail.api.Receiver;

class TypeArgumentsTest {
    record Guest(String name) {}

    static class Greet implements Action<Guest, List<Map<String, Guest>>> {
        @Override
        public List<Map<String, Guest>> perform(Guest guest, Invocation invocation) {
            return List.of(Map.of("guest", guest));
        }
    }

    static class Loudly extends Greet {}

    abstract static class Mapped<A, B> implements Action<B, A[]> {}

    abstract static class Concrete extends Mapped<Integer, List<String>> {}

    interface GuestReceiver extends Receiver<Guest> {}

    @SuppressWarnings("rawtypes")
    abstract static class Raw implements Action {}

    @Test
    void readsThemFromTheClassAndItsAncestors() {
        assertEquals(List.of("Guest", "List<Map<String, Guest>>"), describe(Greet.class, Action.class));
        assertEquals(List.of("Guest", "List<Map<String, Guest>>"), describe(Loudly.class, Action.class));
        assertEquals(List.of("List<String>", "Integer[]"), describe(Concrete.class, Action.class));
        GuestReceiver lambda = (guest, delivery) -> {};
        assertEquals(List.of("Guest"), describe(lambda.getClass(), Receiver.class));
        Action<Guest, String> anonymous = new Action<>() {
            @Override
            public String perform(Guest guest, Invocation invocation) {
                return guest.name();
            }
        };
        assertEquals(List.of("Guest", "String"), describe(anonymous.getClass(), Action.class));
    }

    @Test
    void findsNoneWhereTheClassDoesNotTell() {
        Action<Guest, String> lambda = (guest, invocation) -> guest.name();
        Object proxy = Proxy.newProxyInstance(
                Action.class.getClassLoader(), new Class<?>[] {Action.class}, (self, method, arguments) -> null);

        assertEquals(List.of(), TypeArguments.of(lambda.getClass(), Action.class));
        assertEquals(List.of(), TypeArguments.of(proxy.getClass(), Action.class));
        assertEquals(List.of(), TypeArguments.of(Raw.class, Action.class));
        assertEquals(List.of(), TypeArguments.of(String.class, Action.class));
    }

    private static List<String> describe(Class<?> implementation, Class<?> contract) {
        return TypeArguments.of(implementation, contract).stream()
                .map(TypeArguments::describe)
                .toList();
    }
}
