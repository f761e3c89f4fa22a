"""Files written so that a power cut leaves the old or the new: content/durable.py under this room's name."""

from content.durable import make_folder as make_folder
from content.durable import put_in_place as put_in_place
from content.durable import put_where_none_is as put_where_none_is
from content.durable import sync_file as sync_file
from content.durable import sync_folder as sync_folder
