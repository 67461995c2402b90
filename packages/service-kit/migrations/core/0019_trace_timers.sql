-- What set a timer, where that is traced: what runs because of it has a trace of its own that points there.
alter table timer add column traceparent text;
