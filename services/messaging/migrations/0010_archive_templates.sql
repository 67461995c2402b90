select add_definition_columns('template');
