-- What ordered a message, where that is traced: handing it over is a part of the same trace.
alter table message add column traceparent text;
