// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import coattail.api.CoattailException;

/** A JSON object whose fields are known: what records and JavaBeans have in common. */
abstract class ObjectShape implements Shape {
    /** Stands in the array of values for a field that didn't come. */
    static final Object NOTHING = new Object();

    private final Class<?> type;
    /** Set once, before the shape is handed out: a type may have itself among its members. */
    private List<Member> members = List.of();

    private Map<String, Integer> positions = Map.of();
    private boolean shared;

    ObjectShape(Class<?> type) {
        this.type = type;
    }

    /**
     * A field.
     *
     * @param getter reads it from the object, {@code null} where it is only ever set
     * @param settable whether it goes into the object; one that doesn't is passed over when it comes
     */
    record Member(String name, Shape shape, Method getter, boolean settable) {}

    /** Makes the object from values in the order of the members, {@link #NOTHING} where none came. */
    abstract Object make(Object[] values, JsonIn in) throws ReflectiveOperationException;

    /** Whether the field must be there. */
    abstract boolean required(Member member);

    /** Whether {@code null} in a field is as if the field weren't there. */
    abstract boolean omitsNull();

    final void complete(List<Member> all) {
        members = List.copyOf(all);
        positions = new HashMap<>();
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).settable()) {
                positions.put(members.get(i).name(), i);
            }
        }
    }

    /** To be told of each occurrence but the first. */
    final void share() {
        shared = true;
    }

    final List<Member> members() {
        return members;
    }

    @Override
    public String expected() {
        return "an object";
    }

    @Override
    public Object read(JsonIn in) throws IOException {
        Object[] values = new Object[members.size()];
        Arrays.fill(values, NOTHING);
        in.fields(this, name -> {
            Integer position = positions.get(name);
            if (position == null) {
                in.skip();
            } else {
                values[position] = members.get(position).shape().read(in);
            }
        });
        try {
            return make(values, in);
        } catch (InvocationTargetException e) {
            throw in.misfit("a value that isn't accepted", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw in.misfit("a value that can't be taken", e);
        }
    }

    @Override
    public void write(Object value, JsonOut out) throws IOException {
        if (!type.isInstance(value)) {
            throw out.misfit("expected " + type.getTypeName() + ", got "
                    + value.getClass().getTypeName());
        }
        out.startObject();
        for (var member : members) {
            if (member.getter() != null) {
                write(member, get(member, value, out), out);
            }
        }
        out.endObject();
    }

    private void write(Member member, Object value, JsonOut out) throws IOException {
        boolean omitted = value == null
                ? omitsNull() || member.shape().optional()
                : member.shape() instanceof OptionalShape optional && optional.isEmpty(value);
        if (!omitted) {
            out.name(member.name());
            out.value(member.shape(), value);
        }
    }

    private static Object get(Member member, Object object, JsonOut out) {
        try {
            return member.getter().invoke(object);
        } catch (InvocationTargetException e) {
            throw cannotBeRead(member, out, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw cannotBeRead(member, out, e);
        }
    }

    private static CoattailException cannotBeRead(Member member, JsonOut out, Throwable cause) {
        return out.misfitInside("the value of " + member.name() + " can't be had from its object", cause);
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        return shared
                ? definitions.reference(this, type.getSimpleName(), () -> inline(definitions))
                : inline(definitions);
    }

    private Map<String, Object> inline(Definitions definitions) {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        for (var member : members) {
            var schema = member.shape().schema(definitions);
            if (!member.settable()) {
                schema.put("readOnly", true);
            }
            properties.put(member.name(), schema);
            if (required(member)) {
                required.add(member.name());
            }
        }
        var object = Schemas.of("type", "object", "properties", properties);
        if (!required.isEmpty()) {
            object.put("required", required);
        }
        return object;
    }
}
